namespace NetGen.Data;

/// <summary>The batches of a <see cref="Dataset"/> in order, the last one with the remaining samples. For <c>foreach</c>. Samples in memory are neither copied nor allocated; those of a file are copied to one buffer, which the next batch overwrites.</summary>
public readonly struct BatchSequence
{
    private readonly Dataset _data;
    private readonly int _size;

    internal BatchSequence(Dataset data, int size) => (_data, _size) = (data, size);

    /// <summary>The number of batches.</summary>
    public int Count => (int)(((long)_data.Count + _size - 1) / _size);

    /// <summary>Starts at the first batch.</summary>
    public Enumerator GetEnumerator() => new(_data, _size);

    /// <summary>The position in a sequence of batches.</summary>
    public struct Enumerator
    {
        private readonly Dataset _data;
        private readonly int _size;
        private readonly float[] _buffer;
        private int _start, _length;

        internal Enumerator(Dataset data, int size)
        {
            (_data, _size, _buffer) = (data, size, []);
            data.Reserve(ref _buffer, Math.Min(size, data.Count));
        }

        /// <summary>The samples of this batch.</summary>
        public readonly Batch Current => _data.Read(_start, _length, _buffer);

        /// <summary>Goes to the next batch, if there is one.</summary>
        public bool MoveNext()
        {
            _start += _length;
            _length = Math.Min(_size, _data.Count - _start);
            return _length > 0;
        }
    }
}
