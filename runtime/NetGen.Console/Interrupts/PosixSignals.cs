using System.Runtime.InteropServices;

namespace NetGen.Terminal;

/// <summary>Ctrl-C and the signal to terminate, on Unix and Windows; nothing in a browser, which has neither.</summary>
internal sealed class PosixSignals : IInterruptSource
{
    public IDisposable Register(Func<PosixSignal, bool> handler)
    {
        if (OperatingSystem.IsBrowser() || OperatingSystem.IsWasi() || OperatingSystem.IsAndroid() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS())
            return new Registrations([]);
        void Handle(PosixSignalContext context) => context.Cancel = handler(context.Signal);
        return new Registrations([PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)]);
    }

    private sealed class Registrations(IDisposable[] registrations) : IDisposable
    {
        public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());
    }
}
