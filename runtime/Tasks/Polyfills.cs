// Members that the runtime's sources use and netstandard2.0 lacks.
using System.Text;

namespace System.Text.Unicode
{
    internal static class Utf8
    {
        private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        public static bool IsValid(ReadOnlySpan<byte> text)
        {
            try
            {
                s_strict.GetCharCount(text.ToArray());
                return true;
            }
            catch (DecoderFallbackException)
            {
                return false;
            }
        }
    }
}

namespace NetGen
{
    internal static class Polyfills
    {
        public static int ReadAtLeast(this Stream stream, Span<byte> buffer, int minimumBytes, bool throwOnEndOfStream)
        {
            byte[] bytes = new byte[buffer.Length];
            int total = 0, read;
            while (total < minimumBytes && (read = stream.Read(bytes, total, bytes.Length - total)) > 0)
                total += read;
            if (total < minimumBytes && throwOnEndOfStream)
                throw new EndOfStreamException();
            bytes.AsSpan(0, total).CopyTo(buffer);
            return total;
        }

        public static bool TryAdd<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, TValue value)
        {
            if (dictionary.ContainsKey(key))
                return false;
            dictionary.Add(key, value);
            return true;
        }
    }
}
