// Prints the score of the network with the sizes of this build.
using Search;

Console.WriteLine(Scoring.Score<Candidate>());
