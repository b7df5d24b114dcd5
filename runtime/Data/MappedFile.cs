using System.IO.MemoryMappedFiles;

namespace NetGen.Data;

/// <summary>A file in the process's address space: the system reads its pages as they are used, and drops them when memory is short.</summary>
/// <remarks>Any number of threads may read. A read keeps the mapping alive; once disposed, or no longer referenced, it ends when the last read does.</remarks>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly string _name;

    /// <summary>Maps a file of at least 1 byte.</summary>
    /// <exception cref="IOException">It can't be read or mapped.</exception>
    public MappedFile(string path)
    {
        _name = Path.GetFileName(path);
        using FileStream stream = InputFile.Open(path);
        Length = stream.Length;
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
    }

    /// <summary>Bytes in the file.</summary>
    public long Length { get; }

    /// <summary>Copies bytes out.</summary>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > Length - destination.Length)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{_name} has {Length:N0} bytes; {destination.Length:N0} from {offset:N0} were requested.");
        byte* pointer = null;
        try
        {
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        }
        catch (ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(MappedDataset), $"The dataset of {_name} has been disposed, and with it all that were made from it.");
        }
        try
        {
            new ReadOnlySpan<byte>(pointer + _view.PointerOffset + offset, destination.Length).CopyTo(destination);
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    public void Dispose() => _view.Dispose();
}
