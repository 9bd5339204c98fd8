/**
 * What names of images stand for on their registries, as the engine hears it: mirrors, and registries without TLS, are
 * its business.
 */

export interface RegistryImage {
  /** Of what the name stands for, the same on every platform: an index where there are several. */
  readonly digest: string;
  /** By name. Attestations are none. */
  readonly platforms: readonly RegistryPlatform[];
}

export interface RegistryPlatform {
  /** `linux/arm64/v8` */
  readonly platform: string;
  /** Of its own manifest; absent where the engine does not tell. */
  readonly digest?: string;
}

export interface RegistryPort {
  /**
   * Asks the registry, and brings nothing. Rejects with `image-not-found`, `login-needed`, `login-unreadable`,
   * `registry-failed`.
   */
  resolveImage(image: string, signal: AbortSignal): Promise<RegistryImage>;
}
