export function isMachO(bytes: Buffer): boolean;
export function signatureFaults(bytes: Buffer): readonly string[];
export function signedAdHoc(bytes: Buffer, identifier: string): Buffer;
