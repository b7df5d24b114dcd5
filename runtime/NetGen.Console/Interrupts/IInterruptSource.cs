using System.Runtime.InteropServices;

namespace NetGen.Terminal;

/// <summary>Requests from outside to end the process.</summary>
internal interface IInterruptSource
{
    /// <summary>Calls a handler, on any thread, for each request until the result is disposed. The process ends where the handler returns false.</summary>
    IDisposable Register(Func<PosixSignal, bool> handler);
}
