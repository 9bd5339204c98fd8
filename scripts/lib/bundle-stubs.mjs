/** What packages of the bundle import and get something else for. A row goes by the importing package, not by the path of the checkout. */

/** For what is never called: using it is an error, loading it costs nothing. */
const unused = `module.exports = new Proxy({}, {
  get: (_, name) => class { constructor() { throw new Error(String(name) + " is not part of this build"); } },
});`;
/** docker-modem's `url`: Node warns of `url.parse` outside node_modules, where the bundle is. */
const urlWithoutWarning = `const nothing = { protocol: null, hostname: null, port: null, path: null };
module.exports = {
  ...require("node:url"),
  parse(text) {
    const url = URL.parse(text);
    return url === null ? nothing : {
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\\[|\\]$/g, ""),
      port: url.port || null,
      path: url.pathname + url.search,
    };
  },
  resolve: (from, to) => new URL(to, from).href,
};`;
/** docker-modem's `https`, loaded with the first request over TLS. */
const httpsLater = `module.exports = { request: (...given) => require("node:https").request(...given) };`;

const stubs = [
  {
    package: "dockerode",
    name: /^(\.\/(session|buildkit)|tar-fs|zlib|@balena\/dockerignore|@grpc\/(grpc-js|proto-loader))$/,
    code: unused,
  },
  { package: "docker-modem", name: /^ssh2$/, code: unused },
  { package: "docker-modem", name: /^url$/, code: urlWithoutWarning },
  { package: "docker-modem", name: /^https$/, code: httpsLater },
];

/** The package that a file belongs to: the innermost below a node_modules. */
const packageOf = (file) => file.match(/^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/)?.[1];

/** Which stub `importer` gets for `name`: its number, -1 for none. */
export const stubFor = (name, importer) =>
  stubs.findIndex((stub) => stub.name.test(name) && stub.package === packageOf(importer));

/** For rolldown. */
export const bundleStubs = {
  name: "bundle-stubs",
  resolveId: (name, importer = "") => {
    const index = stubFor(name, importer);
    return index < 0 ? null : `\0stub-${index}`;
  },
  load: (id) => {
    const index = /^\0stub-(\d+)$/.exec(id)?.[1];
    return index === undefined ? null : { code: stubs[index].code, moduleType: "js" };
  },
};
