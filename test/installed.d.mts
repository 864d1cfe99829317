export declare function installed(folder: string): string;
