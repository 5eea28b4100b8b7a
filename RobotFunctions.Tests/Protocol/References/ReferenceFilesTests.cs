using System.Buffers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Core.Protocol.Results;

namespace RobotFunctions.Tests.Protocol.References;

public sealed class ReferenceFilesTests
{
    private static readonly string[] Entitled = [Entitlement.RawEnhancementWriter];

    [RealReferencesFact]
    public void The_real_references_can_be_read_whole_and_their_content_sent_back()
    {
        var references = ReadAll(Checkout.RealReferences!);

        Assert.Equal(10, references.Length);
        Assert.Equal(1034, references.SelectMany(reference => reference.Enhancements).Select(enhancement => enhancement.Content).OfType<AnnotationContent>().Sum(content => content.Annotations.Count));
        Assert.All(references, reference => Assert.NotEmpty(reference.Abstract!));
        Assert.Equal("Makro Ekonomik Zihin Teori, Politika, Dinamikler", references[0].Title);
        Assert.Equal("10.58830/ozgur.pub782", references[0].Doi);
        Assert.All(references.SelectMany(reference => reference.Enhancements), enhancement => Assert.Null(EnhancementRules.Check(enhancement.Content, Entitled)));
    }

    [Fact]
    public void The_sample_references_are_well_formed_and_cover_every_type_known_and_unknown()
    {
        var references = ReadAll(Checkout.SampleReferences);

        Assert.True(references.Length >= 30);
        Assert.Equal(references.Length, references.Select(reference => reference.Id).Distinct().Count());
        Assert.Equal([4, 7], references.Select(reference => reference.Id.Value.Version).Distinct().Order());
        Assert.Equal(9, references.SelectMany(reference => reference.Enhancements).Select(enhancement => enhancement.Content.GetType()).Distinct().Count());
        Assert.Equal(7, references.SelectMany(reference => reference.Identifiers).Select(identifier => identifier.GetType()).Distinct().Count());
        Assert.Contains(references, reference => reference.Title is null && reference.Abstract is null);
    }

    [Fact]
    public void The_known_content_of_the_sample_references_may_be_sent_back()
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var reference in ReadAll(Checkout.SampleReferences))
        {
            foreach (var content in reference.Enhancements.Select(enhancement => enhancement.Content).Where(content => content is not UnknownContent && !HasUnknownParts(content)))
            {
                Assert.Null(EnhancementRules.Check(content, Entitled));
                ResultLine.WriteEnhancement(output, reference.Id, new EnhancementEnvelope("test", "1", Visibility.Public), content);
            }
        }

        Assert.True(output.WrittenSpan.IndexOfAnyExceptInRange((byte)'\n', (byte)0x7E) < 0);
    }

    private static bool HasUnknownParts(EnhancementContent content) => content switch
    {
        AnnotationContent annotations => annotations.Annotations.Any(annotation => annotation is UnknownAnnotation),
        ReferenceAssociationContent associations => associations.AssociatedReferenceIds.Any(identifier => identifier is UnknownIdentifier),
        AbstractContent summary => !summary.Process.IsKnown,
        BibliographicContent { PublicationVenue.VenueType.IsKnown: false } => true,
        _ => false,
    };

    private static Reference[] ReadAll(string path) =>
    [
        .. from line in Checkout.ReadLines(path)
           let read = ReferenceLine.Read(line)
           select read.Verdict == ReferenceLineVerdict.WellFormed ? new Reference(line, read.Id!.Value) : throw new InvalidDataException(read.Reason),
    ];
}
