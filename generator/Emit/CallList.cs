using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.Parameter;

namespace NetGen.Generator.Emit;

/// <summary>One call of a list, and its kernel, which says what it computes and whether it takes one sample at a time.</summary>
internal readonly record struct ListedKernel(Kernel Kernel, Action<CallWriter> Call)
{
    public static ListedKernel Of(Kernel kernel) => Of(kernel, kernel.Call);

    public static ListedKernel Of(Kernel kernel, Action<CallWriter> call) => new(kernel, to => to.Guarded(kernel.For, () => call(to)));
}

/// <summary>Writes calls, where they are too many for one method, as rows of integers that a loop interprets: a row begins with the index of the kind of call, followed by the offsets and sizes that differ among calls of that kind.</summary>
/// <remarks>Consecutive kernels that take one sample at a time end with a row that jumps back to the first of them for the next sample.</remarks>
internal sealed class CallList
{
    /// <summary>The most characters in a line of integers.</summary>
    private const int LineLength = 120;

    private readonly List<Kind> _kinds = [];
    private readonly Dictionary<string, Kind> _known = [];

    /// <summary>The rows of each section. A row without a kind jumps back to another row.</summary>
    private readonly List<List<Row>> _sections = [];
    private bool _usesRow, _goesBack;

    public CallList(CallWriter calls, IEnumerable<IReadOnlyList<ListedKernel>> sections)
    {
        foreach (IReadOnlyList<ListedKernel> kernels in sections)
        {
            List<Row> rows = [];
            for (int i = 0; i < kernels.Count; i++)
            {
                bool bySamples = calls.IsBlock && kernels[i].Kernel.Scope == Scope.Sample;
                int first = rows.Count;
                Add(rows, calls, kernels[i]);
                while (bySamples && i + 1 < kernels.Count && kernels[i + 1].Kernel.Scope == Scope.Sample)
                    Add(rows, calls, kernels[++i]);
                if (bySamples && rows.Count > first)
                {
                    rows.Add(new(null, [first]));
                    _usesRow = _goesBack = true;
                }
            }
            _sections.Add(rows);
        }
    }

    private void Add(List<Row> rows, CallWriter calls, ListedKernel listed)
    {
        ListedCall call = new();
        listed.Call(calls.For(call));
        string text = call.Text;
        if (text.Length == 0)
            return;
        if (!_known.TryGetValue(text, out Kind? kind))
        {
            _known.Add(text, kind = new(_kinds.Count, text, listed.Kernel.Sentence, [.. call.Numbers]));
            _kinds.Add(kind);
        }
        kind.Add(call.Numbers);
        _usesRow |= call.UsesRow;
        rows.Add(new(kind, [.. call.Numbers.Select(number => number.Value)]));
    }

    /// <summary>Writes the rows and the method that runs them.</summary>
    /// <param name="section">The parameter that selects the section to run; null if there is only one.</param>
    public void Emit(CodeWriter writer, string name, Parameter[] parameters, Parameter? section)
    {
        int[] starts = EmitRows(writer, $"{name}Calls");
        if (section is not null)
            EmitNumbers(writer, $"{name}Starts", starts.Select(start => $"{start}"), "Where the calls of each section begin, and where the last ends.");
        writer.Line(MethodWriter.Optimize);
        using (writer.Block($"static void {name}{Types(parameters)}({Declare(section is null ? parameters : [section, .. parameters])}){Constraints(parameters)}"))
        {
            writer.Line($"global::System.ReadOnlySpan<int> calls = {name}Calls;");
            writer.Line(section is null ? $"int at = 0, end = {starts[starts.Length - 1]};" : $"int at = {name}Starts[{section.Argument}], end = {name}Starts[{section.Argument} + 1];");
            if (_usesRow)
                writer.Line("int row = 0;");
            using (writer.Indent("while (at < end)"))
            using (writer.Block("switch (calls[at])"))
            {
                foreach (Kind kind in _kinds)
                    EmitCase(writer, kind);
                if (_goesBack)
                    writer.Line("""
                        default:
                            // The next sample repeats the calls from that row on.
                            row = (row + 1) % rows;
                            at = row > 0 ? calls[at + 1] : at + 2;
                            break;
                        """);
            }
        }
        writer.Line();
    }

    private static void EmitCase(CodeWriter writer, Kind kind)
    {
        using (writer.Indent($"case {kind.Index}:"))
        {
            if (kind.Sentence.Length > 0)
                writer.Line($"// {kind.Sentence}{(kind.Calls > 1 ? $", and {kind.Calls - 1} more" : "")}");
            int column = 0;
            writer.Line(ListedCall.Fill(kind.Text, [.. kind.Numbers.Select((number, i) => kind.Differs[i] ? string.Format(number.Conversion, $"calls[at + {++column}]") : number.Literal)]).TrimEnd('\n'));
            writer.Line($"at += {column + 1};");
            writer.Line("break;");
        }
    }

    /// <returns>The start of each section, and the end of the last.</returns>
    private int[] EmitRows(CodeWriter writer, string name)
    {
        List<string> numbers = [];
        int[] starts = new int[_sections.Count + 1];
        for (int i = 0; i < _sections.Count; i++)
        {
            int[] rowStarts = new int[_sections[i].Count];
            for (int j = 0; j < rowStarts.Length; j++)
            {
                rowStarts[j] = numbers.Count;
                if (_sections[i][j] is { Kind: { } kind } row)
                    numbers.AddRange([$"{kind.Index}", .. row.Numbers.Where((_, column) => kind.Differs[column]).Select(number => $"{number}")]);
                else
                    numbers.AddRange([$"{_kinds.Count}", $"{rowStarts[_sections[i][j].Numbers[0]]}"]);
            }
            starts[i + 1] = numbers.Count;
        }
        EmitNumbers(writer, name, numbers, "Each call: its case in the method below, then its offsets and sizes.");
        return starts;
    }

    private static void EmitNumbers(CodeWriter writer, string name, IEnumerable<string> numbers, string comment)
    {
        writer.Line($"// {comment}");
        using (writer.Indent($"static global::System.ReadOnlySpan<int> {name} =>"))
        {
            writer.Line("[");
            StringBuilder line = new();
            foreach (string number in numbers)
            {
                if (line.Length + number.Length > LineLength)
                {
                    writer.Line(line.ToString());
                    line.Clear();
                }
                line.Append(number).Append(',');
            }
            writer.Line(line.ToString());
            writer.Line("];");
        }
        writer.Line();
    }

    private sealed record Row(Kind? Kind, int[] Numbers);

    /// <summary>Calls of one text.</summary>
    private sealed class Kind(int index, string text, string sentence, ListedNumber[] numbers)
    {
        public int Index => index;

        public string Text => text;

        /// <summary>The sentence of the first call.</summary>
        public string Sentence => sentence;

        /// <summary>The integers of the first call.</summary>
        public ListedNumber[] Numbers => numbers;

        /// <summary>Which of the integers differ among the calls.</summary>
        public bool[] Differs { get; } = new bool[numbers.Length];

        public int Calls { get; private set; }

        public void Add(IReadOnlyList<ListedNumber> others)
        {
            Calls++;
            for (int i = 0; i < numbers.Length; i++)
                Differs[i] |= others[i].Value != numbers[i].Value;
        }
    }
}
