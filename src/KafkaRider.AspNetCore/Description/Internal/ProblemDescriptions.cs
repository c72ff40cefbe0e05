using System.Net.Mime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace KafkaRider.AspNetCore.Internal;

internal static class ProblemDescriptions
{
    public static readonly EndpointDescription List = new("listProblems", "Explains all types of problems")
    {
        Responses = [new(Status200OK, "The explanations, as Markdown.") { MediaType = MediaTypeNames.Text.Plain }],
    };

    public static readonly EndpointDescription Get = new("getProblem", "Explains one type of problem")
    {
        Parameters = [ParameterDescription.Path("slug", Schemas.Text(), "The last segment of the type.")],
        Responses =
        [
            new(Status200OK, "The explanation, as Markdown.") { MediaType = MediaTypeNames.Text.Plain },
            ResponseDescription.Problem(ProblemTypes.NotFound),
        ],
    };
}
