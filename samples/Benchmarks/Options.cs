using Benchmarks.Calibration;

namespace Benchmarks;

/// <summary>The options of the command line.</summary>
internal sealed record Options(string? JsonFile, string? ReadmeFile, string? PictureFile, string? Against, IReadOnlyList<string> Only, IReadOnlyList<string> Peers, string Python, bool Quick, bool Generator, bool Calibrate)
{
    public const string Usage = """
        Compares the speed of NetGen with that of alternatives, and with a bound on what the machine can do.

        dotnet run -c Release --project samples/Benchmarks -- [options]
          --only TEXT    only measurements whose name contains TEXT, as in C.forward, training.64.x2, C.threads, costs or J.heads; may be repeated
          --peer TEXT    only peers whose name contains TEXT, as in torch; may be repeated; NetGen is always included
          --calibrate    instead, times the alternatives of each of the generator's limits; --only TEXT selects limits by name
          --json FILE    writes all figures to FILE
          --readme FILE  replaces the figures in FILE, as in samples/Benchmarks/README.md, and draws speed.svg next to it
          --picture FILE instead, redraws the chart of the figures in FILE
          --against DLL  instead, compares this build with that of another commit, as in ../before/samples/Benchmarks/bin/Release/net10.0/Benchmarks.dll; with --generator, the generator too
          --generator    instead, measures what a project of a hundred networks costs an editor and a build
          --quick        fewer batches, for rough figures
          --python PATH  a Python that has torch (default /usr/bin/python3, where Debian's python3-torch goes)
          --help         this text

        TensorPrimitives and OpenBLAS have no convolution, and their code here has no graphs: they are measured for A to D only. Plain C# loops are not measured for steps of more than 268 million multiply-adds.
        samples/Benchmarks/install-peers.sh installs the peers that are not part of .NET, and in-trixie.sh runs the benchmark with them; missing ones are listed and skipped.
        """;

    // Case-sensitive: "G." is a network, and not the end of "training.".
    public bool Includes(Measure measure) => Matches(Only, measure.Name, StringComparison.Ordinal);

    /// <summary>Whether to calibrate a limit.</summary>
    public bool Includes(LimitStudy study) => Matches(Only, study.Limit, StringComparison.Ordinal);

    /// <summary>Whether to measure what a second thread brings.</summary>
    public bool IncludesThreads(Topology network) => Matches(Only, $"{network.Name}.threads", StringComparison.Ordinal);

    /// <summary>Whether to measure the other costs of a network: start, build, allocation.</summary>
    public bool IncludesCosts(Topology network) => Matches(Only, $"{network.Name}.costs", StringComparison.Ordinal);

    /// <summary>Whether to compare a network of several heads with one dense layer in their place.</summary>
    public bool IncludesHeads(Topology network) => Matches(Only, $"{network.Name}.heads", StringComparison.Ordinal);

    /// <summary>Whether to compare inference with weights of fewer bits.</summary>
    public bool IncludesPrecisions => Matches(Only, "D.precisions", StringComparison.Ordinal);

    public bool IncludesPeer(string name) => Matches(Peers, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses a command line; if the result is null, <paramref name="error"/> says what is wrong, or is null if help was requested.</summary>
    public static Options? Parse(string[] arguments, out string? error)
    {
        error = null;
        string? json = null, readme = null, picture = null, against = null;
        string python = "/usr/bin/python3";
        var only = new List<string>();
        var peers = new List<string>();
        bool quick = false, generator = false, calibrate = false;
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out string? option))
        {
            if (option is "--help" or "-h")
                return null;
            if (option is "--quick" or "--calibrate" or "--generator")
            {
                quick |= option == "--quick";
                calibrate |= option == "--calibrate";
                generator |= option == "--generator";
                continue;
            }
            if (option is not ("--only" or "--peer" or "--json" or "--readme" or "--picture" or "--against" or "--python"))
                error = $"There is no option {option}.";
            else if (!rest.TryDequeue(out string? value))
                error = $"{option} needs a value.";
            else if (option == "--only")
                only.Add(value);
            else if (option == "--peer")
                peers.Add(value);
            else if (option == "--json")
                json = value;
            else if (option == "--readme")
                readme = value;
            else if (option == "--picture")
                picture = value;
            else if (option == "--against")
                against = value;
            else
                python = value;
            if (error is not null)
                return null;
        }
        return new(json, readme, picture, against is null ? null : Path.GetFullPath(against), only, peers, python, quick, generator, calibrate);
    }

    private static bool Matches(IReadOnlyList<string> filters, string name, StringComparison comparison) =>
        filters.Count == 0 || filters.Any(filter => name.Contains(filter, comparison));
}
