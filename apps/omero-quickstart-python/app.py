from aws_cdk import App, Size, Stack, aws_ec2 as ec2
from cdk_imaging.imaging_network import Entrance, EntranceAccess, ImagingNetwork
from cdk_imaging.omero_ecs import Omero, OmeroDatabase, OmeroWebOptions, ServerCapacity

from acknowledgements import acknowledge_trial_choices

app = App()
stack = Stack(app, "OmeroQuickstart", description="OMERO, small: one server, one web task, one database")

# The network that may reach OMERO over the internet, such as 198.51.100.0/24. Without it, OMERO is reached inside of its VPC only.
allowed_cidr = app.node.try_get_context("allowedCidr")

vpc = ImagingNetwork(stack, "Network").vpc

Omero(
    stack, "Omero",
    vpc=vpc,
    entrance=Entrance.http(access=EntranceAccess.internet_facing(allowed_cidrs=[allowed_cidr])) if allowed_cidr else Entrance.http(),
    database=OmeroDatabase(
        stack, "Database",
        vpc=vpc,
        instance_type=ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL),
    ),
    server=ServerCapacity.fargate(cpu=1, memory=Size.gibibytes(4)),
    web=OmeroWebOptions(desired_count=1, cpu=0.5, memory=Size.gibibytes(1)),
)

acknowledge_trial_choices(stack)

app.synth()
