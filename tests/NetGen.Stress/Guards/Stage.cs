using System.Runtime.InteropServices;
using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Guards;

/// <summary>The memory of a network's calls: all spans and scratch of a call are aligned with the same edge of protected pages. Memory that a call may only read is read-only.</summary>
internal sealed class Stage : IDisposable
{
    /// <summary>The number of samples after a batch that a phase may read; see <see cref="NetGen.Kernels.IPhasedKernels.ComputePhase"/>.</summary>
    public const int Beyond = 3;

    /// <summary>More rows than a random embedding has.</summary>
    private const int MostRows = 1000;

    private readonly ISubject _subject;
    private readonly float[] _inputs, _targets, _parameters, _expected;
    private readonly ProtectedMemory _x, _t, _y, _w, _g, _scratch;
    private readonly int _network;
    private bool _areParametersMoved;

    /// <param name="network">The network's number, for the report.</param>
    /// <param name="subject">The network.</param>
    /// <param name="capacity">The maximum number of samples of a call.</param>
    /// <param name="scratch">The maximum number of floats of scratch.</param>
    public Stage(int network, ISubject subject, int capacity, int scratch)
    {
        (_network, _subject) = (network, subject);
        // Between 0 and 1, which is valid for the targets of every loss.
        var random = new Random(network);
        _inputs = [.. Enumerable.Range(0, capacity * subject.InputLength).Select(_ => random.NextSingle())];
        _targets = [.. Enumerable.Range(0, capacity * subject.OutputLength).Select(_ => random.NextSingle())];
        _parameters = [.. subject.Parameters.Values, .. subject.Parameters.Statistics];
        _expected = new float[_targets.Length];
        Workspace workspace = subject.CreateWorkspace(capacity, training: false);
        if (!TryForward(workspace))
        {
            // The network begins with an embedding, which takes the indices of its rows only.
            int rows = 0;
            do
                _inputs.AsSpan().Fill(rows);
            while (TryForward(workspace) && ++rows < MostRows);
            _inputs = [.. _inputs.Select(_ => (float)random.Next(rows))];
            subject.ForwardBatch(_inputs, _expected, workspace);
        }
        (_x, _t, _y) = (new(_inputs.Length + Beyond * subject.InputLength), new(_targets.Length), new(_targets.Length));
        (_w, _g, _scratch) = (new(_parameters.Length), new(subject.Parameters.Values.Length), new(scratch));
    }

    /// <summary>Computes the expected outputs, unless the network refuses the inputs.</summary>
    private bool TryForward(Workspace workspace)
    {
        try
        {
            _subject.ForwardBatch(_inputs, _expected, workspace);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Samples of the next call.</summary>
    public int Samples { get; private set; }

    public Edge Edge { get; private set; }

    public ReadOnlySpan<float> Inputs => _x.At(Edge, Samples * _subject.InputLength);

    /// <summary>Targets, or gradients of the outputs.</summary>
    public ReadOnlySpan<float> Targets => _t.At(Edge, Samples * _subject.OutputLength);

    public Span<float> Outputs => _y.At(Edge, Samples * _subject.OutputLength);

    public ref float X => ref MemoryMarshal.GetReference(Inputs);

    /// <summary>Memory for the inputs followed by the samples beyond them.</summary>
    public ref float XWithBeyond => ref MemoryMarshal.GetReference(_x.At(Edge, (Samples + Beyond) * _subject.InputLength));

    public ref float T => ref MemoryMarshal.GetReference(Targets);

    public ref float Y => ref MemoryMarshal.GetReference(Outputs);

    /// <summary>Parameters and running statistics.</summary>
    public ref float W => ref MemoryMarshal.GetReference(_w.At(Edge, _parameters.Length));

    /// <summary>Gradients of the parameters.</summary>
    public ref float G => ref MemoryMarshal.GetReference(_g.At(Edge, _subject.Parameters.Values.Length));

    /// <summary>Scratch memory of exactly the given length.</summary>
    public ref float Scratch(int length) => ref MemoryMarshal.GetReference(_scratch.At(Edge, length));

    /// <summary>Lays out all memory for calls with a number of samples.</summary>
    public void Set(int samples, Edge edge)
    {
        (Samples, Edge) = (samples, edge);
        _areParametersMoved = true;
        _x.Put(edge, _inputs.AsSpan(0, samples * _subject.InputLength));
        _t.Put(edge, _targets.AsSpan(0, samples * _subject.OutputLength));
        _x.Lock();
        _t.Lock();
    }

    /// <summary>Announces a call that only reads the parameters.</summary>
    public void Enter(string call)
    {
        if (_areParametersMoved)
            _w.Put(Edge, _parameters);
        _areParametersMoved = false;
        _w.Lock();
        Print(call);
    }

    /// <summary>Announces calls that change the parameters.</summary>
    public void EnterDescent(string call)
    {
        _w.Unlock();
        _areParametersMoved = true;
        Print(call);
    }

    /// <summary>Asserts that a call gives the same outputs as in ordinary memory.</summary>
    public void ExpectOutputs() => Expect.SameBits(_expected.AsSpan(0, Outputs.Length), Outputs, "Outputs in protected memory");

    private void Print(string call) => Console.WriteLine($"{_network} {call} of {Samples} samples aligned with the {(Edge == Edge.Front ? "front" : "end")} of their pages");

    public void Dispose()
    {
        foreach (ProtectedMemory memory in (ReadOnlySpan<ProtectedMemory>)[_x, _t, _y, _w, _g, _scratch])
            memory.Dispose();
    }
}
