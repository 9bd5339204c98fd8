import { expect, test } from "vitest";
import { proxyVariables } from "../../../src/docker/client/proxies.ts";

const address = "tcp://10.0.0.1:2375";
const config = {
  proxies: {
    default: { httpProxy: "http://p:1", httpsProxy: "http://p:2", noProxy: "a,b", ftpProxy: "f", allProxy: "all" },
    [address]: { httpProxy: "http://q:1", noProxy: "" },
  },
};

test("each proxy becomes two variables", () => {
  expect(proxyVariables(config, "unix:///var/run/docker.sock")).toEqual({
    HTTP_PROXY: "http://p:1",
    http_proxy: "http://p:1",
    HTTPS_PROXY: "http://p:2",
    https_proxy: "http://p:2",
    NO_PROXY: "a,b",
    no_proxy: "a,b",
    FTP_PROXY: "f",
    ftp_proxy: "f",
    ALL_PROXY: "all",
    all_proxy: "all",
  });
});

test("what is said for an engine stands alone, without the default", () => {
  expect(proxyVariables(config, address)).toEqual({ HTTP_PROXY: "http://q:1", http_proxy: "http://q:1" });
});

test("a file that names none gives none", () => {
  expect(proxyVariables({}, address)).toEqual({});
  expect(proxyVariables({ proxies: { default: { httpProxy: 1 } } }, address)).toEqual({});
});
