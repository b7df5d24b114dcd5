// A network in a native executable with embedded weights. Under the JIT, the same program gives bit-identical outputs:
//
//   dotnet publish samples/Native -p:PublishAot=true -p:IlcInstructionSet=x86-64-v3
//   samples/Native/bin/Release/net10.0/linux-x64/publish/Native $EPOCHREALTIME
//
// The argument is the time at which the shell starts the process, in seconds since 1970; a process knows its own start time only to 10 ms.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NetGen;

long started = Stopwatch.GetTimestamp();
var reader = new DigitReader();
long ready = Stopwatch.GetTimestamp();
float[] pixels = Seven(), answer = new float[DigitReader.OutputLength];
reader.Forward(pixels, answer);
TimeSpan own = Stopwatch.GetElapsedTime(started), weights = Stopwatch.GetElapsedTime(started, ready), now = DateTime.UtcNow - DateTime.UnixEpoch;
Console.WriteLine($"a seven is classified as {answer.AsSpan().IndexOf(answer.Max())}, with probability {answer.Max():P1}");
if (args is [var shellTime])
    Console.WriteLine($"first answer {(now.TotalSeconds - double.Parse(shellTime, CultureInfo.InvariantCulture)) * 1e3:F1} ms after the start, {own.TotalMilliseconds:F2} ms of them in this program, {weights.TotalMilliseconds:F2} ms to read the weights");

var random = new SeededRandom(seed: 2);
ulong bits = 14695981039346656037; // FNV-1a; the framework's hashes are OpenSSL's
for (int i = 0; i < 100; i++)
{
    reader.Forward(Pixels(), answer);
    foreach (byte value in MemoryMarshal.AsBytes(answer.AsSpan()))
        bits = (bits ^ value) * 1099511628211;
}
Console.WriteLine($"bits {bits:x16}");

double best = double.MaxValue;
for (int repetition = 0; repetition < 20; repetition++)
{
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < 50; i++)
        reader.Forward(pixels, answer);
    best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / 50);
}
Console.WriteLine($"an answer takes {best:F2} µs");

float[] Seven()
{
    var values = new float[DigitReader.InputLength];
    for (int i = 0; i < 15; i++)
        for (int thickness = 0; thickness < 3; thickness++)
            values[(6 + thickness) * 28 + 6 + i] = values[(7 + i) * 28 + 20 - i / 2 - thickness] = 1;
    return values;
}

float[] Pixels()
{
    var values = new float[DigitReader.InputLength];
    foreach (ref float value in values.AsSpan())
        value = random.NextSingle();
    return values;
}

/// <summary>Classifies a digit of 28 × 28 pixels, with the weights that samples/Digits has trained.</summary>
[Network(784, Loss = Loss.CrossEntropy, Weights = "digits.safetensors")]
[Dense(128, Activation.Relu, Name = "hidden")]
[Dense(10, Activation.Softmax, Name = "digit")]
public sealed partial class DigitReader;
