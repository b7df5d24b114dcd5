import { dotnet } from './_framework/dotnet.js';

// Arguments stand in the address: ?Avx512&Fma. What the program prints goes to the console; its exit code is what the page's reader waits for.
const words = [...new URLSearchParams(location.search).keys()];
globalThis.exitCode = await dotnet.withApplicationArguments(...words).run();
