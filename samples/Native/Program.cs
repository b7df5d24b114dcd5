// A network in a native executable. The same program answers with the same bits under the JIT:
//
//   dotnet publish samples/Native -p:PublishAot=true -p:IlcInstructionSet=x86-x64-v3
//   samples/Native/bin/Release/net9.0/linux-x64/publish/Native $EPOCHREALTIME
//
// The argument is the time at which the shell starts the process, in seconds since 1970; no process knows its own to better than 10 ms.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetGen;

long begun = Stopwatch.GetTimestamp();
var reader = new DigitReader(seed: 1);
long drawn = Stopwatch.GetTimestamp();
var random = new SeededRandom(seed: 2);
float[] pixels = Pixels(), answer = new float[DigitReader.OutputLength];
reader.Forward(pixels, answer);
TimeSpan own = Stopwatch.GetElapsedTime(begun), weights = Stopwatch.GetElapsedTime(begun, drawn), now = DateTime.UtcNow - DateTime.UnixEpoch;
if (args is [var started])
    Console.WriteLine($"first answer {(now.TotalSeconds - double.Parse(started, CultureInfo.InvariantCulture)) * 1e3:F1} ms after the start, {own.TotalMilliseconds:F1} ms of them in this program, {weights.TotalMilliseconds:F1} ms to draw the weights");

using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
for (int i = 0; i < 100; i++)
{
    reader.Forward(Pixels(), answer);
    hash.AppendData(MemoryMarshal.AsBytes(answer.AsSpan()));
}
Console.WriteLine($"bits {Convert.ToHexString(hash.GetHashAndReset())}");

double best = double.MaxValue;
for (int round = 0; round < 20; round++)
{
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < 50; i++)
        reader.Forward(pixels, answer);
    best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / 50);
}
Console.WriteLine($"an answer takes {best:F2} µs");

float[] Pixels()
{
    var values = new float[DigitReader.InputLength];
    foreach (ref float value in values.AsSpan())
        value = random.NextSingle();
    return values;
}

/// <summary>Reads a digit of 28 × 28 pixels, with weights drawn from a seed.</summary>
[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.Relu, Name = "hidden")]
[Dense(10, Activation.Softmax, Name = "digit")]
public sealed partial class DigitReader;
