// What the first call of each kind costs in a new process, by network of the benchmark: time, JIT time, compiled methods and their IL, medians of several processes.
//   dotnet run -c Release --project tests/NetGen.FirstCall -- [--processes N] [NETWORK…]
// To see which methods are compiled for one of them:
//   DOTNET_JitStdOutFile=methods.txt DOTNET_JitDisasmSummary=1 dotnet NetGen.FirstCall.dll call C Forward
using System.Globalization;
using Benchmarks;
using NetGen.FirstCall;

if (args is ["call", var one, var only])
{
    Console.WriteLine(one switch
    {
        nameof(A) => Calls.Measure<A>(only),
        nameof(B) => Calls.Measure<B>(only),
        nameof(C) => Calls.Measure<C>(only),
        nameof(D) => Calls.Measure<D>(only),
        nameof(E) => Calls.Measure<E>(only),
        nameof(F) => Calls.Measure<F>(only),
        nameof(G) => Calls.Measure<G>(only),
        nameof(H) => Calls.Measure<H>(only),
        nameof(I) => Calls.Measure<I>(only),
        nameof(J) => Calls.Measure<J>(only),
        _ => throw new ArgumentException($"There is no network {one}."),
    });
    return;
}
(int processes, string[] networks) = args is ["--processes", var number, .. var rest] ? (int.Parse(number, CultureInfo.InvariantCulture), rest) : (9, args);
Console.WriteLine("| | ms | JIT ms | methods | IL bytes |\n|---|--:|--:|--:|--:|");
foreach (string network in networks is [] ? ["A", "B", "C", "D", "E"] : networks)
    foreach (string call in Calls.Names)
    {
        FirstCall first = FirstCall.Measure(network, call, processes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {network} {call} | {first.Milliseconds:F1} | {first.JitMilliseconds:F1} | {first.Methods} | {first.ILBytes:N0} |"));
    }
