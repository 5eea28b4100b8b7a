using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Simulator.References;

namespace RobotFunctions.Tests.Simulator;

public sealed class ReferenceFileGeneratorTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_file_and_another_seed_another()
    {
        Assert.Equal(await GenerateAsync(50, seed: 7), await GenerateAsync(50, seed: 7));
        Assert.NotEqual(await GenerateAsync(50, seed: 7), await GenerateAsync(50, seed: 8));
    }

    [Fact]
    public async Task A_shorter_file_is_the_beginning_of_a_longer_one()
    {
        var shorter = await GenerateAsync(50);

        Assert.Equal(shorter, (await GenerateAsync(500)).Take(shorter.Length));
    }

    [Theory]
    [InlineData(ReferenceSize.Usual, 3_000, 5_500)]
    [InlineData(ReferenceSize.Annotated, 15_000, 22_000)]
    public async Task References_are_as_long_as_asked(ReferenceSize size, int least, int most) =>
        Assert.InRange((await GenerateAsync(500, size: size)).Length / 500, least, most);

    [Theory]
    [InlineData(ReferenceSize.Usual)]
    [InlineData(ReferenceSize.Annotated)]
    public async Task Each_line_is_a_reference_with_an_id_of_its_own(ReferenceSize size)
    {
        var ids = new HashSet<Guid>();
        foreach (var line in Lines(await GenerateAsync(2_000, size: size)))
        {
            var read = ReferenceLine.Read(line.Span);
            Assert.Equal(ReferenceLineVerdict.WellFormed, read.Verdict);
            Assert.True(ids.Add(read.Id!.Value.Value));
            _ = new Reference(line, read.Id.Value).Enhancements;
        }

        Assert.Equal(2_000, ids.Count);
        Assert.Equal([4, 7], ids.Select(static id => id.Version).Distinct().Order());
        Assert.All(ids, static id => Assert.True(WireUuid.IsAccepted(id)));
    }

    [Fact]
    public async Task Some_references_have_no_abstract_several_scripts_appear_and_some_enhancements_name_a_duplicate()
    {
        var references = Lines(await GenerateAsync(500)).Select(line => new Reference(line, ReferenceLine.Read(line.Span).Id!.Value)).ToList();

        Assert.Contains(references, reference => reference.Abstract is null);
        Assert.Contains(references, reference => reference.Title!.Any(static letter => letter is >= 'А' and <= 'я'));
        Assert.Contains(references, reference => reference.Title!.Any(static letter => letter is >= '一' and <= '龥'));
        Assert.Contains(references, reference => reference.Enhancements.Any(enhancement => enhancement.ReferenceId != reference.Id.Value));
    }

    private static async Task<byte[]> GenerateAsync(int count, int seed = 1, ReferenceSize size = ReferenceSize.Usual)
    {
        using var stream = new MemoryStream();
        await new ReferenceFileGenerator(seed, size).WriteAsync(stream, count);
        return stream.ToArray();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] file)
    {
        var rest = file.AsMemory();
        while (rest.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            yield return rest[..end];
            rest = rest[(end + 1)..];
        }

        Assert.True(rest.IsEmpty);
    }
}
