namespace Benchmarks.Calibration;

/// <summary>A limit of the generator, and its alternatives.</summary>
/// <param name="Limit">Its name.</param>
/// <param name="Subjects">Networks for which the limit makes a difference.</param>
internal abstract record LimitStudy(string Limit, IReadOnlyList<Subject> Subjects, IReadOnlyList<Step> Steps)
{
    /// <summary>Differences that may be reversed in another run.</summary>
    private const double Noise = 0.02;

    public int Current => GeneratorVariant.Current(Limit);

    /// <summary>The alternatives to time, each with a heading, a value of the limit, and optionally a batch size.</summary>
    public abstract IReadOnlyList<Alternative> Alternatives { get; }

    /// <summary>The conclusion from the times, as a sentence.</summary>
    public abstract string Conclude(IReadOnlyList<Row> rows);

    private string Conclude(string fastest, double logarithmOfLoss)
    {
        double loss = Math.Exp(logarithmOfLoss) - 1;
        return $"{Limit} = {Current:N0}. Fastest here: {fastest}. {(loss < Noise ? "The constant is as fast, within the noise of a run." : $"The constant costs {loss:P0} more, on average over these networks.")}";
    }

    /// <summary>Two shapes of code, and the size up to which one of them is chosen.</summary>
    /// <param name="Small">The code shape up to the limit, or below it, and a value of the limit that selects it for every size.</param>
    /// <param name="Large">The code shape above the limit.</param>
    internal sealed record Threshold(string Limit, Alternative Small, Alternative Large, bool Inclusive, IReadOnlyList<Subject> Subjects, IReadOnlyList<Step> Steps) : LimitStudy(Limit, Subjects, Steps)
    {
        public override IReadOnlyList<Alternative> Alternatives => [Small, Large];

        /// <summary>The threshold that minimises the product of all times, and the relative cost of the current one.</summary>
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

    /// <summary>Values of a limit, including the current one.</summary>
    internal sealed record Choice(string Limit, int[] Values, IReadOnlyList<Subject> Subjects, IReadOnlyList<Step> Steps) : LimitStudy(Limit, Subjects, Steps)
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

    /// <summary>The number of samples in a block: smaller blocks are timed as smaller batches, since the runtime's shards have the same length.</summary>
    internal sealed record Block(string Limit, int[] Batches, IReadOnlyList<Subject> Subjects, Pass Pass) : LimitStudy(Limit, Subjects, [new(Pass, 0)])
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

/// <param name="Value">The value of the limit.</param>
/// <param name="Batch">The samples per step, if the alternatives differ in that.</param>
internal sealed record Alternative(string Label, int Value, int? Batch = null);

/// <summary>The time of a subject with each alternative, in nanoseconds per sample.</summary>
internal sealed record Row(Subject Subject, Step Step, double[] Nanoseconds);
