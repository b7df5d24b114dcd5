using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using NetGen;

namespace Serving;

/// <summary>A load test: clients send requests as fast as the service answers, while labelled points make it train and publish new versions; each answer is compared with that of the version that it names.</summary>
internal sealed class LoadTest(HttpClient http)
{
    /// <summary>With fewer no new version would be published, and more would not finish in time.</summary>
    public const int MinRequests = 2_000, MaxRequests = 1_000_000;

    private const int Clients = 8, AnswersPerLabels = 20;

    /// <summary>The radius that the labels express; the first version was trained with a radius of 1.</summary>
    private const float NewRadius = 1.2f;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<int, Lazy<Task<InsideCircle>>> _versions = new();
    private readonly ConcurrentBag<TimeSpan> _latencies = [];
    private int _wrong, _busy;

    /// <summary>Starts the service on a free port of this machine, and sends it requests from several clients.</summary>
    /// <returns>The process's exit code: 0 if no answer was wrong, and the network was replaced under load by a better one.</returns>
    public static async Task<int> RunAsync(int requests)
    {
        await using WebApplication service = Service.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await service.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.Single()) };
        var test = new LoadTest(http);
        using var timeout = new CancellationTokenSource(s_longest);
        long start = Stopwatch.GetTimestamp();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(client =>
                Task.Run(() => test.RunClientAsync(client, requests / Clients + (client < requests % Clients ? 1 : 0), timeout.Token))));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            Console.WriteLine($"Stopped after {s_longest.TotalSeconds:F0} s and {test._latencies.Count:N0} of {requests:N0} answers.");
            return 1;
        }
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        await service.StopAsync();
        return await test.ReportAsync(elapsed);
    }

    /// <summary>Runs one client, which sends requests, checks the answers, and at intervals sends labelled points.</summary>
    private async Task RunClientAsync(int client, int requests, CancellationToken cancellation)
    {
        var random = new SeededRandom(seed: (ulong)client);
        int newest = 0;
        for (int i = 1; i <= requests; i++)
        {
            Point point = Point.Draw(random);
            long start = Stopwatch.GetTimestamp();
            Answer answer = await PostAsync(point, cancellation);
            _latencies.Add(Stopwatch.GetElapsedTime(start));
            InsideCircle named = await VersionAsync(answer.Version);
            // Bit for bit; and the version that one client sees never decreases.
            if (BitConverter.SingleToInt32Bits(named.Answer(point)) != BitConverter.SingleToInt32Bits(answer.Probability) || answer.Version < newest)
                Interlocked.Increment(ref _wrong);
            newest = answer.Version;
            if (i % AnswersPerLabels == 0)
                await LabelAsync([.. Enumerable.Range(0, AnswersPerLabels).Select(_ => Point.Draw(random).Label(NewRadius))], cancellation);
        }
    }

    private async Task<Answer> PostAsync(Point point, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("/answers", point, Messages.Default.Point, cancellation);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(Messages.Default.Answer, cancellation))!;
    }

    private async Task LabelAsync(LabelledPoint[] points, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("/labels", points, Messages.Default.LabelledPointArray, cancellation);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            Interlocked.Increment(ref _busy);
        else
            response.EnsureSuccessStatusCode();
    }

    /// <summary>A version as the service publishes it, downloaded at its first answer.</summary>
    private Task<InsideCircle> VersionAsync(int number) => _versions.GetOrAdd(number, key => new(async () =>
    {
        using var weights = new MemoryStream(await http.GetByteArrayAsync($"/versions/{key}"));
        return InsideCircle.Load(weights);
    })).Value;

    private async Task<int> ReportAsync(TimeSpan elapsed)
    {
        TimeSpan[] latencies = [.. _latencies.Order()];
        int[] numbers = [.. _versions.Keys.Order()];
        (double first, double last) = (Accuracy(await VersionAsync(numbers[0])), Accuracy(await VersionAsync(numbers[^1])));
        Console.WriteLine($"{latencies.Length:N0} answers in {elapsed.TotalSeconds:F1} s by {numbers.Length} versions, {(_wrong == 0 ? "none" : $"{_wrong:N0}")} wrong.");
        Console.WriteLine($"Half arrived within {Milliseconds(latencies.Length / 2)} ms, 99 % within {Milliseconds(latencies.Length * 99 / 100)} ms; labels were rejected {_busy:N0} times.");
        Console.WriteLine($"On the circle that the clients labelled, version {numbers[0]} has an accuracy of {first:P1} and version {numbers[^1]} of {last:P1}.");
        return _wrong == 0 && numbers.Length > 1 && last > first ? 0 : 1;

        string Milliseconds(int rank) => $"{latencies[rank].TotalMilliseconds:F2}";
    }

    private static double Accuracy(InsideCircle network)
    {
        var random = new SeededRandom(seed: 99);
        LabelledPoint[] points = [.. Enumerable.Range(0, 10_000).Select(_ => Point.Draw(random).Label(NewRadius))];
        return (double)points.Count(point => network.Answer(new(point.X, point.Y)) >= 0.5f == point.Inside) / points.Length;
    }
}
