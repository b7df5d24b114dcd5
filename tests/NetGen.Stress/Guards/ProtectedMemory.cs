using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetGen.Stress.Guards;

/// <summary>The end of a memory range with which floats are aligned.</summary>
internal enum Edge
{
    Front,
    End,
}

/// <summary>Memory between two inaccessible pages: an access to a float before the first or after the last ends the process.</summary>
internal sealed unsafe partial class ProtectedMemory : IDisposable
{
    private const int NoAccess = 0, Read = 1, Write = 2, PrivateAnonymous = 0x22;

    private static readonly nuint s_page = (nuint)Environment.SystemPageSize;

    private readonly nint _mapping;
    private readonly nuint _length;
    private int _access = NoAccess;

    /// <param name="capacity">The maximum number of floats that <see cref="At"/> returns.</param>
    public ProtectedMemory(long capacity)
    {
        _length = ((nuint)capacity * sizeof(float) + s_page - 1) / s_page * s_page;
        _mapping = Map(0, _length + 2 * s_page, NoAccess, PrivateAnonymous, -1, 0);
        if (_mapping == -1)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        Unlock();
    }

    private nint Start => _mapping + (nint)s_page;

    /// <summary>Floats aligned with an edge, always in the same memory.</summary>
    public Span<float> At(Edge edge, int length) =>
        new((void*)(edge == Edge.Front ? Start : Start + (nint)_length - (nint)length * sizeof(float)), length);

    /// <summary>Copies floats to an edge.</summary>
    public void Put(Edge edge, ReadOnlySpan<float> values)
    {
        Unlock();
        values.CopyTo(At(edge, values.Length));
    }

    /// <summary>Makes the memory read-only, so that a write ends the process too.</summary>
    public void Lock() => Allow(Read);

    public void Unlock() => Allow(Read | Write);

    public void Dispose() => Check(Unmap(_mapping, _length + 2 * s_page));

    private void Allow(int access)
    {
        if (access == _access || _length == 0)
            return;
        Check(Protect(Start, _length, access));
        _access = access;
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int access, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int access);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
