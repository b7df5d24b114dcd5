import { dotnet } from './_framework/dotnet.js';

// A .NET runtime of its own: while it computes, neither the page nor the other worker waits.
const { getAssemblyExports, getConfig, setModuleImports } = await dotnet.create();
setModuleImports('worker', {
    onProgress: (epoch, loss, accuracy, samplesPerSecond, secondsLeft, weights) =>
        postMessage({ progress: { epoch, loss, accuracy, samplesPerSecond, secondsLeft, weights } }),
});
const { Exports } = (await getAssemblyExports(getConfig().mainAssemblyName)).DigitPad;

addEventListener('message', ({ data: { method, parameters } }) => {
    try {
        postMessage({ result: Exports[method](...parameters) });
    } catch (fault) {
        postMessage({ fault: fault.message });
    }
});
// The addresses of what the runtime has loaded, which offline.js keeps.
postMessage({ result: performance.getEntriesByType('resource').map(entry => entry.name) });
