/** Certificates that `openssl` makes when a test needs them, by an authority of the tests' own, in docker's file names. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { missing } from "./programs.ts";

/** What it needs of the system, as words for a skipped test. */
export const noTls: string = missing("openssl");

export interface Authority {
  /** @returns a folder with ca.pem, cert.pem and key.pem */
  issue(name: string, extensions: string): string;
}

/** What a server on this host needs to be believed. */
export const ofThisHost = "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth";

/** @param folder is made, and holds all of it */
export function makeAuthority(folder: string): Authority {
  mkdirSync(folder);
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const openssl = (...args: readonly string[]): void => void execFileSync("openssl", args, { stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const self = ["-x509", "-days", "2", "-subj", "/CN=an authority of the tests"];
  openssl("req", ...newKey, ...self, "-keyout", at("key.pem"), "-out", at("ca.pem"));
  return {
    issue(name, extensions) {
      mkdirSync(at(name));
      writeFileSync(at(name, "ca.pem"), readFileSync(at("ca.pem")));
      writeFileSync(at(name, "extensions"), extensions);
      openssl("req", ...newKey, "-subj", `/CN=${name}`, "-keyout", at(name, "key.pem"), "-out", at(name, "request"));
      const by = ["-CA", at("ca.pem"), "-CAkey", at("key.pem"), "-CAcreateserial", "-extfile", at(name, "extensions")];
      openssl("x509", "-req", "-days", "2", "-in", at(name, "request"), ...by, "-out", at(name, "cert.pem"));
      return at(name);
    },
  };
}
