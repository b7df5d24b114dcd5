using Amplifier;

if (Options.Parse(args, out string? error) is not { } options)
{
    (error is null ? Console.Out : Console.Error).WriteLine(error ?? Options.Usage);
    return error is null ? 0 : 2;
}

const int UnseenSeconds = 5, Block = 64;
Sound train = Sound.Play(options.Seconds, options.Seed), unseen = Sound.Play(UnseenSeconds, options.Seed + 1);
Console.WriteLine(Amp.Summary);
Console.WriteLine($"{options.Seconds} s of guitar to train on, {UnseenSeconds} s unseen. The amplifier's input differs from its output by an error-to-signal ratio of {unseen.ErrorToSignal(unseen.Before):F2}.\n");

Amp amp = Session.Train(train, unseen, options.Epochs, options.Seed);
float[] after = Session.Play(amp, unseen.Before);
try
{
    Directory.CreateDirectory(options.Folder);
    foreach ((string name, float[] sound) in ((string, float[])[])[("before", unseen.Before), ("target", unseen.After), ("after", after)])
        WavFile.Write(Path.Combine(options.Folder, $"{name}.wav"), sound);
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
Console.WriteLine($"\nUnseen sound: error-to-signal ratio {unseen.ErrorToSignal(after):F4}; before.wav, target.wav and after.wav are in {Path.GetFullPath(options.Folder)}.");
Console.WriteLine($"One core carries {Session.StreamsOfACore(amp, Block):N0} streams of {Sound.Rate / 1000} kHz in blocks of {Block}.");
return 0;
