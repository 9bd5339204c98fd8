/** Why there is no connection, and what to do about it: a table from codes, those of Node and Bun and our own, to words. Pure. */

export interface Why {
  /** As in "no engine answers at … (…)". */
  readonly why: string;
  readonly hint?: string;
}

const denied: Why = {
  why: "permission denied",
  hint:
    "add your user to the group `docker` and log in again, or choose another engine " + "with DOCKER_HOST or --context",
};

const noTls: Why = {
  why: "the TLS handshake failed",
  hint: "check that the engine uses TLS on this port; if it does not, unset DOCKER_TLS_VERIFY",
};

const noIdentity: Why = {
  why: "it does not accept the client certificate",
  hint: "put the cert.pem and key.pem for this engine into the folder DOCKER_CERT_PATH",
};

const untrusted: Why = {
  why: "its certificate is signed by an unknown authority",
  hint: "put the engine's ca.pem into the folder DOCKER_CERT_PATH",
};

const reasons: Readonly<Record<string, Why>> = {
  ENOENT: { why: "the socket does not exist" },
  ECONNREFUSED: { why: "connection refused" },
  EACCES: denied,
  EPERM: denied,
  ENOTFOUND: { why: "the host name does not exist" },
  EAI_AGAIN: { why: "the host name cannot be resolved right now" },
  EHOSTUNREACH: { why: "the host is unreachable" },
  ENETUNREACH: { why: "the network is unreachable" },
  ETIMEDOUT: { why: "the connection timed out" },
  ECONNRESET: { why: "the connection was closed during the TLS handshake" },

  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  CERT_HAS_EXPIRED: { why: "its certificate has expired", hint: "ask whoever runs the engine to renew it" },
  CERT_NOT_YET_VALID: { why: "its certificate is not valid yet", hint: "check this machine's clock" },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: "its certificate is for another name",
    hint: "use the host name that the certificate has",
  },
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: noIdentity,
  ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED: noIdentity,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: noIdentity,
  ERR_SSL_SSL_TLS_ALERT_BAD_CERTIFICATE: noIdentity,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: noIdentity,
  ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR: noIdentity,

  SSH_MISSING: { why: "`ssh` is not installed", hint: "install the OpenSSH client" },
  SSH_HOST_KEY_UNKNOWN: {
    why: "its host key is unknown",
    hint: "connect once with `ssh` and check the fingerprint",
  },
  SSH_HOST_KEY_CHANGED: {
    why: "its host key has changed",
    hint: "someone may be intercepting the connection; if the host was reinstalled, remove the old key with `ssh-keygen -R`",
  },
  SSH_REFUSED: { why: "permission denied", hint: "`ssh` to this host must work without a prompt" },
  SSH_NO_DOCKER: {
    why: "`docker` is not installed on the remote host",
    hint: "install the Docker CLI there, in the PATH of non-interactive logins",
  },
  SSH_DOCKER_DENIED: {
    why: "the remote user has no permission for the engine's socket",
    hint: "add that user to the group `docker` on the remote host",
  },
  SSH_NO_ENGINE: {
    why: "no engine is running on the remote host",
    hint: "start it there: `sudo systemctl start docker`",
  },
};

export const whyUnsent = (code: string): Why => (Object.hasOwn(reasons, code) && reasons[code]) || { why: code };
