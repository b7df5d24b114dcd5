import { dotnet } from './_framework/dotnet.js';

// Arguments are in the address: ?Avx512&Fma. The program's output goes to the console; the test waits for its exit code.
const words = [...new URLSearchParams(location.search).keys()];
globalThis.exitCode = await dotnet.withApplicationArguments(...words).run();
