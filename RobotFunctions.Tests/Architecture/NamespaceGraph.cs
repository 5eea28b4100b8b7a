using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace RobotFunctions.Tests.Architecture;

/// <summary>Which namespaces of this product's assemblies use which, read from the compiled code.</summary>
internal sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    /// <summary>Reads assemblies of this product.</summary>
    /// <param name="paths">Their files.</param>
    public static NamespaceGraph Read(IEnumerable<string> paths)
    {
        var graph = new NamespaceGraph();
        foreach (var path in paths)
        {
            using var assembly = AssemblyDefinition.ReadAssembly(path);
            foreach (var type in assembly.MainModule.GetAllTypes())
            {
                graph.Add(type);
            }
        }

        return graph;
    }

    /// <summary>The namespaces that <paramref name="user"/> uses itself.</summary>
    public IEnumerable<string> UsedBy(string user) => _uses.TryGetValue(user, out var used) ? used.Keys : [];

    /// <summary>Every namespace that is read.</summary>
    public IReadOnlyCollection<string> All => _uses.Keys;

    /// <summary>Each use that is part of a cycle, with a type that is the reason for it.</summary>
    public IEnumerable<string> Cycles() =>
        from user in _uses
        from used in user.Value
        where Reaches(used.Key, user.Key)
        select $"{user.Key} -> {used.Key} ({used.Value})";

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var next))
        {
            if (next == to)
            {
                return true;
            }

            if (seen.Add(next))
            {
                foreach (var used in UsedBy(next))
                {
                    open.Push(used);
                }
            }
        }

        return false;
    }

    private void Add(TypeDefinition type)
    {
        var user = NamespaceOf(type);
        if (!IsOurs(user))
        {
            return;
        }

        if (!_uses.TryGetValue(user, out var uses))
        {
            _uses[user] = uses = new(StringComparer.Ordinal);
        }

        foreach (var used in UsedIn(type).SelectMany(Parts).Select(NamespaceOf).Where(used => used != user && IsOurs(used)))
        {
            uses.TryAdd(used, type.Name);
        }
    }

    private static bool IsOurs(string name) => name.StartsWith("RobotFunctions", StringComparison.Ordinal);

    private static string NamespaceOf(TypeReference type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;

    private static IEnumerable<TypeReference> UsedIn(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<TypeReference>(),
        .. type.Interfaces.Select(static implemented => implemented.InterfaceType),
        .. type.CustomAttributes.SelectMany(UsedIn),
        .. type.Fields.Select(static field => field.FieldType),
        .. type.Properties.SelectMany(static property => property.CustomAttributes).SelectMany(UsedIn),
        .. type.Methods.SelectMany(UsedIn),
    ];

    private static IEnumerable<TypeReference> UsedIn(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Select(static argument => argument.Value).OfType<TypeReference>().Append(attribute.AttributeType);

    private static IEnumerable<TypeReference> UsedIn(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(static parameter => parameter.ParameterType),
        .. method.CustomAttributes.SelectMany(UsedIn),
        .. method.HasBody ? method.Body.Variables.Select(static variable => variable.VariableType).Concat(method.Body.Instructions.SelectMany(UsedIn)) : [],
    ];

    private static IEnumerable<TypeReference> UsedIn(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method =>
        [
            method.DeclaringType,
            method.ReturnType,
            .. method is GenericInstanceMethod generic ? generic.GenericArguments : Enumerable.Empty<TypeReference>(),
        ],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
