export declare const servers: string;
export declare function install(): string;
