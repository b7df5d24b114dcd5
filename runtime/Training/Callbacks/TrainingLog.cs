using System.Text;

namespace NetGen.Training;

/// <summary>Writes a line to a file after every epoch, or after some steps too; each is on disk before training goes on. A resumed run continues the file after the last line that its checkpoint knows.</summary>
public abstract class TrainingLog : Callback
{
    private readonly string _path;
    private readonly int _everySteps;
    private FileStream? _file;
    private long _length;

    private protected TrainingLog(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <summary>The number of steps from one line to the next within an epoch; 0, the default, for a line after each epoch only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int EverySteps { get => _everySteps; init => _everySteps = Setting.AtLeast(0, value); }

    /// <inheritdoc/>
    public override void OnFitBegin(TrainingContext training)
    {
        _file?.Dispose();
        // Others may read the file while it grows.
        _file = new(_path, training.IsResumed ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!training.IsResumed)
            _length = 0;
        if (_file.CanSeek)
        {
            // Lines after the checkpoint are written again.
            _length = Math.Min(_length, _file.Length);
            _file.SetLength(_length);
            _file.Position = _length;
        }
        if (_length == 0 && Heading(TrainingLogEntry.OfStep(training)) is { } heading)
            Write(heading);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext training)
    {
        if (EverySteps > 0 && training.Step % EverySteps == 0 && training.Step < training.Steps)
            Write(Line(TrainingLogEntry.OfStep(training)));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext training) => Write(Line(TrainingLogEntry.OfEpoch(training)));

    /// <inheritdoc/>
    public override void OnFitEnd(TrainingContext training)
    {
        _file?.Dispose();
        _file = null;
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => state.Set("length", _length);

    /// <inheritdoc/>
    public override void LoadState(CallbackState state) => _length = (long)state.GetNumber("length");

    /// <summary>The first line; null for none.</summary>
    /// <param name="entry">An entry with the fields of all others.</param>
    private protected virtual string? Heading(TrainingLogEntry entry) => null;

    private protected abstract string Line(TrainingLogEntry entry);

    private void Write(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        _file!.Write(bytes);
        _length += bytes.Length;
    }
}
