using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text.Json;
using Benchmarks.Peers;
using NetGen;

namespace Benchmarks.Costs;

/// <summary>The time of a new process until NetGen's first output, and its speed shortly after.</summary>
/// <param name="Milliseconds">From the start of the process to the first output.</param>
/// <param name="EmptyMilliseconds">The same for a process that computes nothing.</param>
/// <param name="ForwardJitMilliseconds">The JIT time of the first <c>Forward</c>.</param>
/// <param name="ForwardMethods">Methods compiled for it.</param>
/// <param name="TrainingJitMilliseconds">The JIT time of the first training step, with a batch of 64.</param>
/// <param name="TrainingMethods">Methods compiled for it.</param>
/// <param name="EarlyNanoseconds">The time of a <c>Forward</c>, on average over the first 100 ms after the first.</param>
/// <param name="SettledNanoseconds">The time of a <c>Forward</c> a second later.</param>
internal sealed record FirstAnswer(
    string Network,
    double Milliseconds,
    double EmptyMilliseconds,
    double ForwardJitMilliseconds,
    int ForwardMethods,
    double TrainingJitMilliseconds,
    int TrainingMethods,
    double EarlyNanoseconds,
    double SettledNanoseconds)
{
    /// <summary>The first argument of a child process; the second is the network, or nothing for the empty process.</summary>
    public const string Command = "first-answer";

    private const int Processes = 5;

    /// <summary>Starts new processes and takes the median of each figure.</summary>
    public static FirstAnswer Measure(string network)
    {
        FirstAnswer[] answers = [.. Enumerable.Range(0, Processes).Select(_ => Start(network))];
        double Median(Func<FirstAnswer, double> figure) => answers.Select(figure).Order().ElementAt(Processes / 2);
        return answers[0] with
        {
            Milliseconds = Median(answer => answer.Milliseconds),
            EmptyMilliseconds = Median(answer => answer.EmptyMilliseconds),
            ForwardJitMilliseconds = Median(answer => answer.ForwardJitMilliseconds),
            TrainingJitMilliseconds = Median(answer => answer.TrainingJitMilliseconds),
            EarlyNanoseconds = Median(answer => answer.EarlyNanoseconds),
            SettledNanoseconds = Median(answer => answer.SettledNanoseconds),
        };
    }

    /// <summary>Runs the child process: reports its first output, then its costs.</summary>
    public static int Answer(ReadOnlySpan<string> network)
    {
        if (network.IsEmpty)
        {
            Console.WriteLine(0);
            return 0;
        }
        Console.WriteLine(JsonSerializer.Serialize(NetworkClasses.Use(network[0], new Answering())));
        return 0;
    }

    private static FirstAnswer Answer<T>() where T : class, ITrainableNetwork<T>
    {
        T network = T.Create(1);
        float[] input = new float[T.InputLength], output = new float[T.OutputLength];
        (TimeSpan before, long methodsBefore) = (JitInfo.GetCompilationTime(), JitInfo.GetCompiledMethodCount());
        network.Forward(input, output);
        (TimeSpan after, long methodsAfter) = (JitInfo.GetCompilationTime(), JitInfo.GetCompiledMethodCount());
        Console.WriteLine(output[0].ToString(CultureInfo.InvariantCulture));

        double early = Average(network, input, output, TimeSpan.FromMilliseconds(100));
        Average(network, input, output, TimeSpan.FromSeconds(1));
        double settled = Average(network, input, output, TimeSpan.FromMilliseconds(100));

        const int Batch = Model.MaximumBatch;
        Workspace workspace = T.CreateWorkspace(Batch);
        var sgd = new NetGen.Training.Sgd();
        float[] inputs = new float[Batch * T.InputLength], targets = new float[Batch * T.OutputLength];
        (TimeSpan beforeTraining, long methodsBeforeTraining) = (JitInfo.GetCompilationTime(), JitInfo.GetCompiledMethodCount());
        network.ComputeGradients(inputs, targets, workspace);
        sgd.Step(network.Parameters, workspace.Gradients);
        return new(
            typeof(T).Name, 0, 0,
            (after - before).TotalMilliseconds, (int)(methodsAfter - methodsBefore),
            (JitInfo.GetCompilationTime() - beforeTraining).TotalMilliseconds, (int)(JitInfo.GetCompiledMethodCount() - methodsBeforeTraining),
            early, settled);
    }

    private sealed class Answering : INetworkUse<FirstAnswer>
    {
        public FirstAnswer With<T>() where T : class, ITrainableNetwork<T> => Answer<T>();
    }

    private static double Average<T>(T network, float[] input, float[] output, TimeSpan period) where T : class, INetwork<T>
    {
        const int CallsBetweenLooks = 16;
        long start = Stopwatch.GetTimestamp();
        long calls = 0;
        do
        {
            for (int i = 0; i < CallsBetweenLooks; i++)
                network.Forward(input, output);
            calls += CallsBetweenLooks;
        }
        while (Stopwatch.GetElapsedTime(start) < period);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private static FirstAnswer Start(string network)
    {
        (double empty, _) = Run([Command]);
        (double milliseconds, string later) = Run([Command, network]);
        return JsonSerializer.Deserialize<FirstAnswer>(later)! with { Milliseconds = milliseconds, EmptyMilliseconds = empty };
    }

    private static (double Milliseconds, string Later) Run(string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. HostArguments(), .. arguments]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadLine();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        string later = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? (milliseconds, later) : throw new InvalidOperationException($"The child process ended with exit code {process.ExitCode}.");
    }

    /// <summary>The program's own file, if it was started as <c>dotnet Benchmarks.dll</c>.</summary>
    private static string[] HostArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(FirstAnswer).Assembly.Location] : [];
}
