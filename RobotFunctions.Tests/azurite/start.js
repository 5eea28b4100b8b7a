// Starts one service of the emulator: node start.js blob|queue|table <its options>.
// It ends with whoever started it, killed or not: their end closes the pipe.
"use strict";

const [service] = process.argv.splice(2, 1);
process.stdin.resume().on("end", () => process.exit());
require(`azurite/dist/src/${service}/main.js`);
