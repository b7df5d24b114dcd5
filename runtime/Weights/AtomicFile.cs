namespace NetGen;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a temporary file in the same folder, forces it to disk, then renames it over the target: after a crash the target is the old file or the new one.</summary>
    /// <remarks>
    /// The new file has the old one's permissions on Unix, but not its owner, and another hard link to the old one keeps the old content.
    /// A pipe or a terminal has no content to lose, so it is written to as it is, as soon as its other end is open. A device is refused.
    /// </remarks>
    /// <param name="path">The target; a symbolic link is followed.</param>
    /// <param name="write">Writes the content. If it throws, the target stays as it was and the temporary file is removed.</param>
    /// <exception cref="IOException">The file can't be written, or <paramref name="write"/> threw such an exception; the message names <paramref name="path"/>.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            using FileStream? pipe = OpenPipe(path);
            if (pipe is not null)
                write(pipe);
            else
                TemporaryFile.Replace(Resolve(path), write);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not DirectoryNotFoundException)
        {
            throw new IOException($"'{path}' can't be saved: {error.Message}", error) { HResult = error.HResult };
        }
    }

    /// <summary>The pipe or terminal that a path leads to, open for writing; null where a file is or may be.</summary>
    /// <exception cref="IOException">It is a device or a socket, or a file that may not be written.</exception>
    private static FileStream? OpenPipe(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return null;
        FileStream existing;
        try
        {
            existing = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (FileNotFoundException)
        {
            return null; // a link to a file that isn't there yet
        }
        if (!existing.CanSeek)
            return existing;
        using (existing)
            if (existing.Length == 0) // as every device is; to cut an empty file to length 0 changes nothing
                CheckIsFile(existing);
        return null;
    }

    private static void CheckIsFile(FileStream empty)
    {
        try
        {
            empty.SetLength(0);
        }
        catch (IOException error)
        {
            throw new IOException("it is a device; name a file, or open the device and save to that stream.", error);
        }
    }

    /// <summary>The file that a path leads to, whether it is there or not: a rename would replace a link, not what it leads to.</summary>
    /// <exception cref="IOException">It is a folder, or its folder isn't there.</exception>
    private static string Resolve(string path)
    {
        var link = new FileInfo(path);
        string target = link.LinkTarget is null ? link.FullName : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (Directory.Exists(target))
            throw new IOException("it is a folder; name a file in it.");
        if (Path.GetDirectoryName(target) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"'{path}' can't be saved: there is no folder '{folder}'; create it first.");
        return target;
    }
}
