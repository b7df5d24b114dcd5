namespace NetGen;

/// <summary>Opens files for reading. The build task shares this file.</summary>
internal static class InputFile
{
    /// <summary>Opens a file; while it is open, others may read, rename and delete it.</summary>
    /// <exception cref="IOException">It doesn't exist, is a folder, or may not be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
        }
        catch (UnauthorizedAccessException error)
        {
            // .NET throws this for a folder too.
            throw new IOException(Directory.Exists(path) ? $"'{path}' is a folder; name a file in it." : $"'{path}' can't be read: {error.Message}", error);
        }
    }
}
