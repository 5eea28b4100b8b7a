namespace RobotFunctions.Tests.Fuzzing;

/// <summary>Runs a reader over mutated inputs: a few thousand always, a hundred thousand and more with <c>FUZZ_INPUTS=100000</c>.</summary>
internal static class FuzzRun
{
    private static readonly int Inputs =
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_INPUTS"), out var inputs) ? inputs : 3000;

    /// <summary>Fails with the input on which the reader throws, or allocates out of proportion.</summary>
    public static void Fuzz(byte[][] corpus, int seed, Action<byte[]> read)
    {
        var mutator = new Mutator(seed, corpus);
        read(corpus[0]);
        for (var number = 0; number < Inputs; number++)
        {
            var input = mutator.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(input);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Input {number} of seed {seed}: {Convert.ToBase64String(input)}", exception);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 200_000 + (200L * input.Length), $"Input {number} of seed {seed} allocated {allocated} bytes for {input.Length}.");
        }
    }
}
