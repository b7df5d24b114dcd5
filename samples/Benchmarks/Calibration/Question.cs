namespace Benchmarks.Calibration;

/// <summary>A limit of the generator, and what there is instead of it.</summary>
/// <param name="Limit">Its name.</param>
/// <param name="Subjects">Networks that differ in what the limit decides.</param>
internal abstract record Question(string Limit, IReadOnlyList<Subject> Subjects, IReadOnlyList<Step> Steps)
{
    /// <summary>Differences that another run may turn round.</summary>
    private const double Noise = 0.02;

    public int Current => GeneratorVariant.Current(Limit);

    /// <summary>What is timed side by side: each a heading, a value of the limit, and how much of the batch is given at once.</summary>
    public abstract IReadOnlyList<Alternative> Alternatives { get; }

    /// <summary>What the times say, in a sentence.</summary>
    public abstract string Conclude(IReadOnlyList<Row> rows);

    private string Conclude(string fastest, double logarithmOfLoss)
    {
        double loss = Math.Exp(logarithmOfLoss) - 1;
        return $"{Limit} = {Current:N0}. Fastest here: {fastest}. {(loss < Noise ? "The constant is as fast, within the noise of a run." : $"The constant costs {loss:P0} beside that, on average over these networks.")}";
    }

    /// <summary>Two shapes of code, and the size up to which one of them is chosen.</summary>
    /// <param name="Small">The shape up to the limit, or below it, and a value of the limit that gives it to every size.</param>
    /// <param name="Large">The shape beyond.</param>
    internal sealed record Threshold(string Limit, Alternative Small, Alternative Large, bool Inclusive, IReadOnlyList<Subject> Subjects, IReadOnlyList<Step> Steps) : Question(Limit, Subjects, Steps)
    {
        public override IReadOnlyList<Alternative> Alternatives => [Small, Large];

        /// <summary>The split of the sizes that makes the product of all times least, and what the present one costs beside it.</summary>
        public override string Conclude(IReadOnlyList<Row> rows)
        {
            int[] sizes = [.. rows.Select(row => row.Subject.Size).Distinct().Order()];
            double Cost(int last) => rows.Average(row => Math.Log(row.Nanoseconds[row.Subject.Size <= last ? 0 : 1]));
            int best = sizes.Prepend(0).MinBy(Cost);
            int present = sizes.Prepend(0).Last(size => Inclusive ? size <= Current : size < Current || size == 0);
            string crossover = best == 0 ? $"{Large.Label} from {sizes[0]} on" : best == sizes[^1] ? $"{Small.Label} up to {best} at least" : $"{Small.Label} up to {best}, {Large.Label} from {sizes.First(size => size > best)} on";
            return Conclude(crossover, Cost(present) - Cost(best));
        }
    }

    /// <summary>Values of a limit, the present one among them.</summary>
    internal sealed record Choice(string Limit, int[] Values, IReadOnlyList<Subject> Subjects, IReadOnlyList<Step> Steps) : Question(Limit, Subjects, Steps)
    {
        public override IReadOnlyList<Alternative> Alternatives => [.. Values.Append(Current).Distinct().Order().Select(value => new Alternative($"{value}", value))];

        public override string Conclude(IReadOnlyList<Row> rows)
        {
            IReadOnlyList<Alternative> alternatives = Alternatives;
            double Cost(int i) => rows.Average(row => Math.Log(row.Nanoseconds[i]));
            int present = alternatives.Select((alternative, i) => (alternative, i)).First(pair => pair.alternative.Value == Current).i;
            int best = Enumerable.Range(0, alternatives.Count).MinBy(Cost);
            return Conclude(alternatives[best].Label, Cost(present) - Cost(best));
        }
    }

    /// <summary>Samples that are computed at once: smaller blocks by smaller batches, since the runtime's shards have the same length.</summary>
    internal sealed record Block(string Limit, int[] Batches, IReadOnlyList<Subject> Subjects, Pass Pass) : Question(Limit, Subjects, [new(Pass, 0)])
    {
        public override IReadOnlyList<Alternative> Alternatives => [.. Batches.Select(batch => new Alternative($"{batch} samples", Current, batch))];

        public override string Conclude(IReadOnlyList<Row> rows)
        {
            double Cost(int i) => rows.Average(row => Math.Log(row.Nanoseconds[i]));
            int best = Enumerable.Range(0, Batches.Length).MinBy(Cost), present = Array.IndexOf(Batches, Current);
            return Conclude($"{Batches[best]} of those up to it, and larger ones would need longer shards", Cost(present) - Cost(best));
        }
    }
}

/// <param name="Value">Of the limit.</param>
/// <param name="Batch">Samples of a step, where that is what differs.</param>
internal sealed record Alternative(string Label, int Value, int? Batch = null);

/// <summary>What a subject took with each alternative, in nanoseconds a sample.</summary>
internal sealed record Row(Subject Subject, Step Step, double[] Nanoseconds);
