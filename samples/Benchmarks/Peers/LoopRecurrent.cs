using System.Numerics;

namespace Benchmarks.Peers;

/// <summary>An LSTM or a GRU, a unit at a time. Over frames, which are the rows of a batch, it goes on from call to call; over windows, channels × length, it begins with zeros and gives the last output.</summary>
internal sealed class LoopRecurrent<T>(RecurrentLayer layer, T[] weights, T[] biases) : LoopLayer<T>(weights, biases) where T : struct, IFloatingPointIeee754<T>
{
    private readonly int _units = layer.Units, _channels = layer.Channels, _recurrent = layer.Gates * layer.Units * layer.Channels;
    private readonly T[] _frame = new T[layer.Channels], _fromInput = new T[layer.Gates * layer.Units], _fromOutput = new T[layer.Gates * layer.Units];
    private readonly T[] _h = new T[layer.Units], _c = new T[layer.Units];

    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        int length = layer.Input.Width;
        for (int row = 0; row < batch; row++)
        {
            if (layer.Axes == 1)
                Array.Clear(_h);
            if (layer.Axes == 1)
                Array.Clear(_c);
            for (int t = 0; t < length; t++)
            {
                for (int channel = 0; channel < _channels; channel++)
                    _frame[channel] = x[(row * _channels + channel) * length + t];
                Step();
            }
            _h.CopyTo(y, row * _units);
        }
    }

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch) => throw new NotSupportedException("There are no loops for training through time.");

    private void Step()
    {
        for (int g = 0; g < _fromInput.Length; g++)
        {
            T input = Biases[g], output = Biases[_fromInput.Length + g];
            for (int i = 0; i < _channels; i++)
                input += Weights[g * _channels + i] * _frame[i];
            for (int i = 0; i < _units; i++)
                output += Weights[_recurrent + g * _units + i] * _h[i];
            (_fromInput[g], _fromOutput[g]) = (input, output);
        }
        for (int u = 0; u < _units; u++)
            if (layer.IsLstm)
            {
                _c[u] = Sigmoid(Gate(1, u)) * _c[u] + Sigmoid(Gate(0, u)) * T.Tanh(Gate(2, u));
                _h[u] = Sigmoid(Gate(3, u)) * T.Tanh(_c[u]);
            }
            else
            {
                T reset = Sigmoid(Gate(0, u)), update = Sigmoid(Gate(1, u));
                T fresh = T.Tanh(_fromInput[2 * _units + u] + reset * _fromOutput[2 * _units + u]);
                _h[u] = (T.One - update) * fresh + update * _h[u];
            }
    }

    private T Gate(int gate, int unit) => _fromInput[gate * _units + unit] + _fromOutput[gate * _units + unit];

    private static T Sigmoid(T x) => T.One / (T.One + T.Exp(-x));
}
