namespace NetGen;

/// <summary>A file that is written in its target's folder under another name, and then renamed to it.</summary>
/// <remarks>
/// A process that is killed leaves its temporary file, so each save deletes those of earlier saves to the same target. Whether one is still being written
/// is known from a lock on the file, which ends with its process: a shared one, so that a reader that opens the target just after the rename is not refused.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    /// <summary>Attempts to create and lock a file before another save deletes it because it is not locked yet.</summary>
    private const int Attempts = 5;

    private readonly string _path;
    private readonly FileStream _content;
    private readonly FileStream _lock;

    private TemporaryFile(string path, UnixFileMode? mode)
    {
        _path = path;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        // Until it is complete and has the old file's mode, no other user may open the new one.
        if (mode is not null && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _content = new(path, options);
        try
        {
            // Held through the rename, when the content is no longer open for writing, which would refuse readers.
            _lock = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch
        {
            _content.Dispose();
            throw;
        }
    }

    /// <summary>Replaces a file by one with new content, or creates it.</summary>
    /// <param name="target">Its full path, in an existing folder.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file can't be replaced; the message names <paramref name="target"/>.</exception>
    public static void Replace(string target, Action<Stream> write)
    {
        UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(target) ? File.GetUnixFileMode(target) : null;
        using TemporaryFile temporary = Create(target, mode);
        try
        {
            temporary.ClearOthers(target);
            write(temporary._content);
            temporary.MoveTo(target, mode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Named(error, temporary._path, target);
        }
    }

    private static TemporaryFile Create(string target, UnixFileMode? mode)
    {
        string folder = Path.GetDirectoryName(target)!;
        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Join(folder, Prefix(target) + Path.GetRandomFileName());
            try
            {
                return new(path, mode);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another save may have deleted it between its creation and its lock.
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"a save needs to create a file in the folder '{folder}'. {Named(error, path, target).Message}", error) { HResult = error.HResult };
            }
        }
    }

    /// <summary>Deletes the temporary files that killed saves to the same target have left.</summary>
    private void ClearOthers(string target)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
        string[] others = [.. Directory.EnumerateFiles(Path.GetDirectoryName(target)!, Prefix(target) + "*", options).Where(other => other != _path)];
        // Where this file's lock isn't enforced, as on some network drives, no other is.
        if (others.Length == 0 || !IsLocked(_path))
            return;
        foreach (string left in others.Where(other => !IsLocked(other)))
            TryDelete(left);
    }

    /// <summary>Whether a save is writing a file, or that is unknown.</summary>
    private static bool IsLocked(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private void MoveTo(string target, UnixFileMode? mode)
    {
        using (_content)
        {
            // Some file systems give all files one mode and refuse to set it.
            if (mode is { } old && !OperatingSystem.IsWindows() && File.GetUnixFileMode(_content.SafeFileHandle) != old)
                File.SetUnixFileMode(_content.SafeFileHandle, old);
            _content.Flush(flushToDisk: true);
        }
        File.Move(_path, target, overwrite: true);
    }

    /// <summary>Deletes the file, unless it has been renamed.</summary>
    public void Dispose()
    {
        _content.Dispose();
        _lock.Dispose();
        TryDelete(_path);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The target is correct without it, and the next save deletes it.
        }
    }

    /// <summary>An error with the target's path in place of the temporary file's.</summary>
    private static IOException Named(Exception error, string path, string target) => new(error.Message.Replace(path, target), error) { HResult = error.HResult };

    /// <summary>How the names of all temporary files of a target begin.</summary>
    private static string Prefix(string target)
    {
        // FNV-1a, 64 bits: the same in every process, and of one length for names of any length.
        ulong hash = 14695981039346656037;
        foreach (char c in Path.GetFileName(target))
            hash = unchecked((hash ^ c) * 1099511628211);
        return $".netgen-{hash:x16}-";
    }
}
