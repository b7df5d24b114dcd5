// Compares every elementary function of the library with double precision, for every float.
//   dotnet run -c Release --project samples/Accuracy [-- --stride N]     every Nth float only
//   dotnet run -c Release --project samples/Accuracy -- --fused N        compares N multiply-adds in software with the instruction

using Accuracy;
using NetGen.Tests.Kernels;

if (args is ["--fused", var number] && long.TryParse(number, out long count) && count > 0)
    return FusedSums.Run(count);

int stride = args is ["--stride", var text] && int.TryParse(text, out int n) && n > 0 ? n : args.Length == 0 ? 1 : throw new ArgumentException("Usage: Accuracy [--stride N | --fused N], N ≥ 1.");

Console.WriteLine($"{"function",-10}{"worst ulp",10}  {"at x",-16}{"result",-16}{"exact",-24}{"falls",6}");
Sweep.Run<Exp>(stride);
Sweep.Run<Expm1>(stride);
Sweep.Run<Log>(stride);
Sweep.Run<Log1p>(stride);
Sweep.Run<Tanh>(stride);
Sweep.Run<Sigmoid>(stride);
Sweep.Run<Erf>(stride);
Sweep.Run<NormalCdf>(stride);
return 0;
