namespace NetGen;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a temporary file in the same folder, forces it to disk, then renames it over the target: after a crash the target is the old file or the new one.</summary>
    /// <param name="path">The target; a symbolic link is followed.</param>
    /// <param name="write">Writes the content. If it throws, the target stays as it was and the temporary file is removed.</param>
    public static void Write(string path, Action<Stream> write)
    {
        // A rename would replace a link, not what it leads to.
        var link = new FileInfo(path);
        string target = link.LinkTarget is null ? link.FullName : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        string? folder = Path.GetDirectoryName(target);
        if (folder is not null && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"'{path}' can't be saved: there is no folder '{folder}'.");
        string temporary = Path.Join(folder, $".netgen-{Path.GetRandomFileName()}");
        var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            using (file)
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
