using System.Runtime.InteropServices;

namespace NetGen.Terminal;

/// <summary>The first interrupt becomes a reason to stop training; a second one ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>How long the terminal may take to be restored before the process ends; it may have been halted by Ctrl-S.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly ITrainingView _view;
    private readonly IDisposable _registration;
    private string? _reason;

    public Interruption(IInterruptSource source, ITrainingView view)
    {
        _view = view;
        _registration = source.Register(Handle);
    }

    /// <summary>Why training is to stop; null if it is not.</summary>
    public string? Reason => Volatile.Read(ref _reason);

    public void Dispose() => _registration.Dispose();

    /// <summary>Returns whether the process goes on.</summary>
    private bool Handle(PosixSignal signal)
    {
        (string reason, string again) = signal == PosixSignal.SIGTERM
            ? ("the process was asked to terminate", "a second request ends the process at once")
            : ("Ctrl-C was pressed", "Ctrl-C again ends the process at once");
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _view.Announce($"Stopping after this step; {again}.");
            return true;
        }
        Task.Run(_view.Restore).Wait(s_patience);
        return false;
    }
}
