/**
 * What `windlass` starts. Old syntax and nothing imported, so that an old Node can still read it and say what is
 * needed; a current one keeps the compiled code and goes on with main. The build puts the lines before it that make it a program.
 */

var needed = [22, 13];
var text = [];
var found = process.versions.node.split(".").map(Number);
if ((found[0] || 0) < 22 || (found[0] === 22 && (found[1] || 0) < 13)) {
  text = ["windlass needs Node.js", needed.join("."), "or later; this is", process.versions.node];
  process.stderr.write(text.join(" ").concat("\n"));
  process.exit(1);
}
require("./compile-cache.cjs").keepCompiledCode(process.env);
require("./main.cjs");
