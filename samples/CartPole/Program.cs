using System.Diagnostics;
using CartPole;

const int MostUpdates = 4000, UpdatesBetweenLooks = 10, Goal = 475;
const double FirstLearningRate = 3e-3;
var learner = new Learner(seed: 1);
var curve = new List<double>();
long start = Stopwatch.GetTimestamp();
int updates = 0;
do
{
    learner.Update(FirstLearningRate / (1 + updates / 200.0));
    if (++updates % UpdatesBetweenLooks == 0)
        curve.Add(Examination.MeanSteps(learner.Network, episodes: 20, seed: 2));
}
while (updates < MostUpdates && (curve.Count < 3 || curve.TakeLast(3).Min() < Goal));
TimeSpan time = Stopwatch.GetElapsedTime(start);

Console.WriteLine("Steps before the pole falls, on average, as training goes on:\n");
Chart.Draw(curve, Cart.LongestEpisode);
Console.WriteLine($"\n{learner.Episodes:N0} episodes, {updates:N0} updates, {time.TotalSeconds:F1} s.");

double steps = Examination.MeanSteps(learner.Network, episodes: 100, seed: 3);
Console.WriteLine($"In 100 further episodes the pole stays up for {steps:F0} of {Cart.LongestEpisode} steps.");
return steps >= Goal ? 0 : 1;
