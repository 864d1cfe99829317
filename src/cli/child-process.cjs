// Stands for node:child_process in the bundle: loading that takes longer than reading a small migration, commander asks
// for it at each start, and most runs start no other program.
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  Object.defineProperty(exports, name, { enumerable: true, get: () => process.getBuiltinModule('node:child_process')[name] });
}
