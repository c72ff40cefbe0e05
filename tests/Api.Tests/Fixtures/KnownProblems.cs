using System.Reflection;
using KafkaRider.AspNetCore;
using Users.Api.PromoCodes;
using Users.Api.Registrations;
using Users.Api.Users;

namespace Users.Api.Tests.Fixtures;

internal static class KnownProblems
{
    /// <summary>Gets the types of all problems that the service can answer with.</summary>
    public static IReadOnlyList<ProblemType> Types { get; } =
    [
        .. FieldsOf(typeof(ProblemTypes)).OfType<ProblemType>(),
        .. FieldsOf(typeof(UserProblems)).Concat(FieldsOf(typeof(PromoCodeProblems))).Concat(FieldsOf(typeof(RegistrationProblems))).OfType<Problem>().Select(problem => new ProblemType(problem.Type["/problems/".Length..], problem.Status, problem.Title)),
    ];

    private static IEnumerable<object?> FieldsOf(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null));
}
