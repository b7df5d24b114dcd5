namespace NetGen;

/// <summary>Writes files atomically: complete or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a temporary file in the same folder, forces it to disk, then renames it over the target: after a crash the target is the old file or the new one.</summary>
    /// <remarks>
    /// The new file has the old one's permissions on Unix, but not its owner, and another hard link to the old one keeps the old content.
    /// A pipe or a terminal has no content to lose, so it is written to directly, as soon as its other end is open. A device is rejected.
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

    /// <summary>The pipe or terminal that a path refers to, open for writing; null for a file, and for a path where nothing exists yet.</summary>
    /// <exception cref="IOException">The path refers to a device, a socket, or a file that may not be written.</exception>
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
            return null; // a link to a file that doesn't exist yet
        }
        if (!existing.CanSeek)
            return existing;
        using (existing)
            if (existing.Length == 0) // as every device is; truncating an empty file changes nothing
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

    /// <summary>The file that a path refers to, whether it exists or not: a rename would replace a link, not its target.</summary>
    /// <exception cref="IOException">It is a folder, or its folder doesn't exist.</exception>
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
