using System.Runtime.InteropServices;
using NetGen.Terminal;

namespace NetGen.Training.Tests.Terminal;

/// <summary>Signals that are raised by hand.</summary>
internal sealed class ManualInterrupts : IInterruptSource
{
    private Func<PosixSignal, bool>? _handler;

    public bool HasHandler => _handler is not null;

    public IDisposable Register(Func<PosixSignal, bool> handler)
    {
        Assert.Null(_handler);
        _handler = handler;
        return new Registration(this);
    }

    /// <summary>Returns whether the process goes on.</summary>
    public bool Raise(PosixSignal signal) => _handler!(signal);

    private sealed class Registration(ManualInterrupts source) : IDisposable
    {
        public void Dispose() => source._handler = null;
    }
}
