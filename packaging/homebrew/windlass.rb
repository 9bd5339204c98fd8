class Windlass < Formula
  desc "@summary@"
  homepage "@homepage@"
  version "@version@"
  license "@license@"

  on_macos do
    on_arm do
      url "@url:darwin-arm64@"
      sha256 "@sha256:darwin-arm64@"
    end
    on_intel do
      url "@url:darwin-x64@"
      sha256 "@sha256:darwin-x64@"
    end
  end

  on_linux do
    on_arm do
      url "@url:linux-arm64@"
      sha256 "@sha256:linux-arm64@"
    end
    on_intel do
      url "@url:linux-x64@"
      sha256 "@sha256:linux-x64@"
    end
  end

  # The program is at the end of the file, where strip would cut it off.
  skip_clean "bin"

  def install
    bin.install "windlass"
    bash_completion.install "completions/windlass.bash" => "windlass"
    zsh_completion.install "completions/_windlass"
    fish_completion.install "completions/windlass.fish"
    man1.install Dir["man/*.1"]
    doc.install "LICENSES.txt"
  end

  def caveats
    "windlass install-plugin makes it a command of docker: docker windlass"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/windlass version")
  end
end
