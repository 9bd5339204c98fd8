/** Why there is no connection, and what to do about it: a table from codes, Node's and our own, to words. Pure. */

export interface Why {
  /** As in "no engine answers at … (…)". */
  readonly why: string;
  readonly hint?: string;
}

const denied: Why = {
  why: "permission denied",
  hint:
    "your user may not open the socket: join the group `docker` and log in again, or name another engine " +
    "with DOCKER_HOST or --context",
};

const noTls: Why = {
  why: "TLS can't be agreed on with what listens there",
  hint: "is that the port on which the engine speaks TLS? Without TLS, unset DOCKER_TLS_VERIFY",
};

const noIdentity: Why = {
  why: "it wants another client certificate",
  hint: "put the cert.pem and key.pem that the engine's owner gave you into DOCKER_CERT_PATH",
};

const untrusted: Why = {
  why: "its certificate is by no authority that is trusted",
  hint: "put the ca.pem of the engine's owner into DOCKER_CERT_PATH",
};

const reasons: Readonly<Record<string, Why>> = {
  ENOENT: { why: "there is no such socket" },
  ECONNREFUSED: { why: "nobody listens there" },
  EACCES: denied,
  EPERM: denied,
  ENOTFOUND: { why: "there is no host of that name" },
  EAI_AGAIN: { why: "its name can't be looked up now" },
  EHOSTUNREACH: { why: "the host can't be reached" },
  ENETUNREACH: { why: "the network can't be reached" },
  ETIMEDOUT: { why: "the host does not answer" },
  ECONNRESET: { why: "it hung up before TLS was agreed on" },

  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  CERT_HAS_EXPIRED: { why: "its certificate has expired", hint: "the engine's owner has to renew it" },
  CERT_NOT_YET_VALID: { why: "its certificate is not valid yet", hint: "is this machine's clock right?" },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: "its certificate is for another name",
    hint: "write the host as the certificate has it",
  },
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: noIdentity,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: noIdentity,
  ERR_SSL_SSL_TLS_ALERT_BAD_CERTIFICATE: noIdentity,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: noIdentity,
  ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR: noIdentity,

  SSH_MISSING: { why: "there is no program `ssh`", hint: "install OpenSSH's client" },
  SSH_HOST_KEY_UNKNOWN: {
    why: "its host key is not known",
    hint: "connect once with `ssh` and compare the fingerprint: an unknown host is never trusted",
  },
  SSH_HOST_KEY_CHANGED: {
    why: "its host key is not the one that is known",
    hint: "somebody may be listening in; if the host was set up anew, `ssh-keygen -R` forgets the old key",
  },
  SSH_REFUSED: { why: "it lets none of your keys in", hint: "`ssh` to the same place must work without a question" },
  SSH_NO_DOCKER: {
    why: "there is no `docker` on the far side",
    hint: "install Docker's CLI there, where a login without a terminal finds it: it passes the bytes on",
  },
  SSH_DOCKER_DENIED: {
    why: "the far side's user may not open the engine's socket",
    hint: "make that user a member of the group `docker` there",
  },
  SSH_NO_ENGINE: { why: "no engine answers on the far side", hint: "start it there: `sudo systemctl start docker`" },
};

export const whyUnsent = (code: string): Why => (Object.hasOwn(reasons, code) && reasons[code]) || { why: code };
