# pkgs.callPackage ./windlass.nix { }
{ lib, stdenvNoCC, fetchurl, buildFHSEnv, installShellFiles }:

let
  version = "@version@";
  builds = {
    x86_64-linux = { url = "@url:linux-x64@"; sha256 = "@sha256:linux-x64@"; };
    aarch64-linux = { url = "@url:linux-arm64@"; sha256 = "@sha256:linux-arm64@"; };
    x86_64-darwin = { url = "@url:darwin-x64@"; sha256 = "@sha256:darwin-x64@"; };
    aarch64-darwin = { url = "@url:darwin-arm64@"; sha256 = "@sha256:darwin-arm64@"; };
  };

  meta = {
    description = "@summary@";
    homepage = "@homepage@";
    license = lib.licenses.asl20;
    platforms = builtins.attrNames builds;
    mainProgram = "windlass";
    sourceProvenance = [ lib.sourceTypes.binaryNativeCode ];
  };

  windlass = stdenvNoCC.mkDerivation {
    pname = "windlass";
    inherit version meta;
    src = fetchurl builds.${stdenvNoCC.hostPlatform.system};
    nativeBuildInputs = [ installShellFiles ];
    # The program is at the end of the file: strip and patchelf would lose it.
    dontStrip = true;
    dontPatchELF = true;
    installPhase = ''
      runHook preInstall
      install -Dm755 windlass $out/bin/windlass
      install -Dm644 LICENSES.txt $out/share/doc/windlass/LICENSES.txt
      installShellCompletion --bash --name windlass completions/windlass.bash
      installShellCompletion --zsh completions/_windlass
      installShellCompletion --fish completions/windlass.fish
      installManPage man/*.1
      runHook postInstall
    '';
  };
in
# The executable looks for its loader where other systems have it.
if stdenvNoCC.hostPlatform.isLinux then
  buildFHSEnv {
    pname = "windlass";
    inherit version meta;
    runScript = "${windlass}/bin/windlass";
    extraInstallCommands = "ln -s ${windlass}/share $out/share";
  }
else
  windlass
