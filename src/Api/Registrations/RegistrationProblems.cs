using KafkaRider.AspNetCore;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Registrations;

/// <summary>Lists the problems that only registrations have. Each has a section in docs/problems.md.</summary>
internal static class RegistrationProblems
{
    public static readonly Problem Failed = new ProblemType(
        "registration-failed", Status500InternalServerError, "The registration failed").With(
        "A step of the registration failed or took too long. What had been done is undone, and nothing is left of it.");

    public static readonly Problem Incomplete = new ProblemType(
        "registration-incomplete", Status500InternalServerError, "The registration failed and is not undone yet").With(
        "A step of the registration failed or took too long, and something is left of it that an operator has to see to.");
}
