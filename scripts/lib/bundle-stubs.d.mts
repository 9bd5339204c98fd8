export declare const stubFor: (name: string, importer: string) => number;
